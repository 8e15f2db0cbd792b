"""Reports as facts: the format of ``fixtures/real-reports/report.schema.json``, in and out."""
