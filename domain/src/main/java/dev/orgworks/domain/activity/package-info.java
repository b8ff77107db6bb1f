/**
 * What learners did, told by other systems: facts that reports are made of.
 * Depends on learners, organizations, jobs, audit and database.
 */
@NullMarked
package dev.orgworks.domain.activity;

import org.jspecify.annotations.NullMarked;
