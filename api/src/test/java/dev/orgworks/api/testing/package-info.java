/** The running application as the tests see it: from outside, by HTTP, with a look into its database. */
@NullMarked
package dev.orgworks.api.testing;

import org.jspecify.annotations.NullMarked;
