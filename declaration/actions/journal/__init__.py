"""Events: what every act records, who may know of it, and what is redacted."""
