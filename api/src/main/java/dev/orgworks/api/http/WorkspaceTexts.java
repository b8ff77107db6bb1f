package dev.orgworks.api.http;

import dev.orgworks.domain.InvalidInputException.Detail;
import java.util.Objects;

/** The workspace document's own words for failures. */
final class WorkspaceTexts {

    private WorkspaceTexts() {}

    static String error(Failure failure) {
        return Objects.equals(failure.code(), "NAME_TAKEN") ? "Organization already exists" : failure.error();
    }

    /** "Organization name is required". */
    static String of(Detail detail) {
        return detail.field() == null
                ? detail.message()
                : detail.code().equals("REQUIRED")
                        ? "Organization " + detail.field() + " is required"
                        : "Organization " + detail.message();
    }
}
