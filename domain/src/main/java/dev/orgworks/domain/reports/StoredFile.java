package dev.orgworks.domain.reports;

/**
 * A file that lies in the storage.
 *
 * @param key under which it lies there
 * @param sha256 of its bytes, in lower-case hexadecimal digits
 */
public record StoredFile(String key, long sizeBytes, String sha256) {}
