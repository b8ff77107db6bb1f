package dev.orgworks.domain.sis;

/** A problem of a row, and where in the upload that row begins. */
public record PlacedProblem(Position position, RowProblem problem) {}
