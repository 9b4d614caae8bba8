"""Made-up clinics for `make demo`: everything in them is done by the product's own actions."""
