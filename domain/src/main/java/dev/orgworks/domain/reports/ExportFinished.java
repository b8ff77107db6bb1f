package dev.orgworks.domain.reports;

/** Told inside the transaction in which an export became COMPLETED, FAILED or CANCELLED. */
public record ExportFinished(ReportExport export) {}
