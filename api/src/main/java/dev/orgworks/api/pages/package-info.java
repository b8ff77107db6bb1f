/**
 * The pages for people who have a link or a code and no account: what a browser shows, without anything that it would have to
 * fetch from elsewhere. They ask the API like any other client.
 * Depends on nothing.
 */
@NullMarked
package dev.orgworks.api.pages;

import org.jspecify.annotations.NullMarked;
