// What Neo4j's own editor says of scripts: a line in, a JSON string of the script; a line out, its errors and warnings.
import { createInterface } from "node:readline";
import { lintCypherQuery } from "@neo4j-cypher/language-support";

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { diagnostics } = lintCypherQuery(JSON.parse(line), {});
  process.stdout.write(JSON.stringify(diagnostics.map((each) => each.message)) + "\n");
}
