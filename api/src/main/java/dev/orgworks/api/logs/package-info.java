/** What may stand in the log: of a throwable its classes and its stack, but not what it quotes. Depends on no other feature. */
@NullMarked
package dev.orgworks.api.logs;

import org.jspecify.annotations.NullMarked;
