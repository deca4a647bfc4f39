"""Pure arithmetic on plain values, without web or database. Specification: measurement.md."""
