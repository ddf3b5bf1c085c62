package io.leadhook.event;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The type of a lead event, such as {@code lead.created}. Senders may have types of their own: an unknown type is
 * legal, stored, and goes to whoever wants it. Immutable.
 *
 * @param value words, parted by dots, at most 100 characters
 */
public record EventType(String value) {
    // First: the constants below are checked against it while the class is initialised.
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public static final EventType CREATED = new EventType("lead.created");
    public static final EventType UPDATED = new EventType("lead.updated");
    public static final EventType DELETED = new EventType("lead.deleted");
    public static final EventType SCORED = new EventType("lead.scored");
    public static final EventType MERGED = new EventType("lead.merged");

    private static final Set<EventType> WHOLE_LEAD = Set.of(CREATED, UPDATED);

    /** @throws IllegalArgumentException if the value is not a name of letters, digits, dots, dashes, underscores */
    public EventType {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an event type has 1 to 100 letters, digits, dots, dashes or underscores, such as lead.created");
        }
    }

    /**
     * Whether an event of this type that was delivered makes an earlier one pointless: what carries the whole lead
     * replaces its earlier states, scores and deletions, a deletion replaces everything of its lead, a merge everything
     * of the lead that it takes away, a score replaces a score. A merge concerns two leads and is never made pointless.
     *
     * @param takenAway whether the earlier one is of the lead that this one takes away, and not of its own
     */
    public boolean supersedes(EventType earlier, boolean takenAway) {
        if (earlier.equals(MERGED)) {
            return false;
        }
        if (takenAway) {
            return equals(MERGED);
        }
        if (equals(DELETED)) {
            return true;
        }
        if (WHOLE_LEAD.contains(this)) {
            return WHOLE_LEAD.contains(earlier) || earlier.equals(SCORED) || earlier.equals(DELETED);
        }
        return equals(SCORED) && earlier.equals(SCORED);
    }

    /** Whether an event of this type carries the whole lead, unless its sender sends thin events. */
    boolean carriesLead() {
        return WHOLE_LEAD.contains(this);
    }

    @Override
    public String toString() {
        return value;
    }
}
