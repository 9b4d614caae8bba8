"""Screening: plain questions as versioned data, when they may be put, what answers may point to."""
