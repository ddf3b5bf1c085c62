package io.leadhook.order;

import io.leadhook.inbox.InboxEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts events into groups that share no lead: one per lead, and leads that a merge joins in one (union-find). Within a
 * group the order of arrival is kept.
 */
final class LeadGroups {
    private final Map<LeadKey, LeadKey> parents = new HashMap<>();

    static Collection<List<InboxEvent>> of(List<InboxEvent> events) {
        LeadGroups groups = new LeadGroups();
        for (InboxEvent waiting : events) {
            List<LeadKey> leads = LeadKey.of(waiting.event());
            leads.forEach(lead -> groups.join(leads.get(0), lead));
        }
        Map<LeadKey, List<InboxEvent>> byRoot = new LinkedHashMap<>();
        for (InboxEvent waiting : events) {
            LeadKey root = groups.root(LeadKey.of(waiting.event()).get(0));
            byRoot.computeIfAbsent(root, key -> new ArrayList<>()).add(waiting);
        }
        return byRoot.values();
    }

    private void join(LeadKey one, LeadKey other) {
        parents.put(root(other), root(one));
    }

    private LeadKey root(LeadKey lead) {
        LeadKey parent = parents.computeIfAbsent(lead, key -> key);
        if (parent.equals(lead)) {
            return lead;
        }
        LeadKey root = root(parent);
        parents.put(lead, root);
        return root;
    }
}
