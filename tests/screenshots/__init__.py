"""Pictures of the pages, made from the demo by one command (`make screenshots`)."""
