/** Which replica does what: members, and leases with epochs on pieces of work. */
@NullMarked
package io.leadhook.replica;

import org.jspecify.annotations.NullMarked;
