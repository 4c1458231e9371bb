"""The plan: gaps closed by developing, attracting and hiring in, the best way together that its limits allow."""
