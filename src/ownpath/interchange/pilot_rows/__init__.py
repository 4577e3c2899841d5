"""A pilot's record as a table: unit, cluster, period, group, dose, outcome, and any further columns."""
