// Reads GEXF as Gephi Lite does: a line in, a JSON string of the file; a line out, what graphology-gexf found in it.
import { createInterface } from "node:readline";
import Graph from "graphology";
import gexf from "graphology-gexf";

// xmldom only prints what is wrong with the markup; here it is an error.
console.warn = console.error = (message) => {
  throw new Error(message);
};

function read(text) {
  const graph = gexf.parse(Graph, text);
  const edges = graph.mapEdges((key, attributes, source, target) => ({ key, source, target, attributes }));
  const nodes = graph.mapNodes((key, attributes) => ({ key, attributes }));
  return { type: graph.type, meta: graph.getAttributes(), nodes, edges };
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let answer;
  try {
    answer = read(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
