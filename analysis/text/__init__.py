"""Articles -> sentences, mentions and parses."""
