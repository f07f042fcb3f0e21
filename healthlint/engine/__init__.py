"""From paths and rules to a report: one post at a time, pure, and together again in order."""
