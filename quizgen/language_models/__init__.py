"""Language models for drafts and reviews: opened, asked within limits, their answers kept."""
