/** The REST API and the executable: one package a feature, which turns HTTP into acts of the domain and back. */
@NullMarked
package dev.orgworks.api;

import org.jspecify.annotations.NullMarked;
