/** What Orgworks knows and may do: one package a feature, no HTTP, no Batch, no Quartz. */
@NullMarked
package dev.orgworks.domain;

import org.jspecify.annotations.NullMarked;
