"""What is said on a paragraph: suggestions in sentences, comments and their form."""
