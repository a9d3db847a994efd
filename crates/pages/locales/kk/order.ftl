# Күн тәртібі қағазда
order-heading = Күн тәртібі
order-pdf = Күн тәртібі (PDF)
