"""The process of the web server."""
