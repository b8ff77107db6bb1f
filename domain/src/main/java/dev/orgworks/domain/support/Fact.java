package dev.orgworks.domain.support;

/** A row that figures are made of. */
interface Fact {

    FactsChanged.Span span();
}
