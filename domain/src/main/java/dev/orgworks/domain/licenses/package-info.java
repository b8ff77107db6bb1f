/**
 * Seats: pools of them, who holds one and why, who waits for one.
 * Depends on learners, organizations, sis (whose imports bring people and take them away), jobs, mail, links, users, audit and database.
 */
@NullMarked
package dev.orgworks.domain.licenses;

import org.jspecify.annotations.NullMarked;
