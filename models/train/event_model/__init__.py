"""Training of the learned event extractor: triggers, arguments, realis and incident links."""
