package dev.orgworks.domain.activity;

/** Facts of an organization came in; published inside the transaction that stores them. */
public record ActivityTaken(long organizationId) {}
