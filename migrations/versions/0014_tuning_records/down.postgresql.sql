DROP TABLE index_changes;
DROP TABLE index_usage_samples;
DROP TABLE statement_samples;
DROP TABLE statement_uses;
DROP TABLE statement_shapes;
