"""The pieces of the Streamlit page; with dashboard.py, the only place that imports streamlit."""
