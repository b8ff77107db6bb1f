/**
 * The support desk's figures by day, week, month, quarter and year, made of its facts.
 * Depends on support, organizations, jobs, audit and database.
 */
@NullMarked
package dev.orgworks.domain.metrics;

import org.jspecify.annotations.NullMarked;
