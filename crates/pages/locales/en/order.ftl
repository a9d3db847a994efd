# The order of the day on paper
order-heading = Order of the day
order-pdf = Order of the day (PDF)
