"""Pure arithmetic on plain values, without web or database. The rules: docs/measurement.md."""
