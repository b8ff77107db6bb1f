package dev.orgworks.api.support;

import java.util.UUID;

/** That something is gone. */
record Deleted(UUID id, boolean deleted) {

    static DeskAnswer<Deleted> answer(UUID id) {
        return DeskAnswer.of(new Deleted(id, true));
    }
}
