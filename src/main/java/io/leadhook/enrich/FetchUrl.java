package io.leadhook.enrich;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The address of a lead: a URL with {@code {lead_id}} and {@code {event_id}} in its path or query. Values are
 * percent-encoded, so that whatever a sender calls its lead stays one segment of a path, or one value; nothing else is
 * expanded. Immutable.
 */
public final class FetchUrl {
    private static final String LEAD = "{lead_id}";
    private static final String EVENT = "{event_id}";

    private final String template;

    private FetchUrl(String template) {
        this.template = template;
    }

    /** @throws IllegalArgumentException if that is no such URL; the message repeats neither user info nor query */
    static FetchUrl of(String template) {
        String without = template.replace(LEAD, "").replace(EVENT, "");
        if (without.contains("{") || without.contains("}")) {
            throw refused(template, "it has braces that are neither {lead_id} nor {event_id}");
        }
        URI uri = parsed(template);
        if (!List.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
            throw refused(template, "it does not begin with http:// or https:// and a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refused(template, "it has user info or a fragment; credentials belong into fetch.token");
        }
        return new FetchUrl(template);
    }

    private static URI parsed(String template) {
        try {
            // A host with a placeholder in it would let a sender choose where the token goes.
            return new URI(template.replace(LEAD, "%00").replace(EVENT, "%00"));
        } catch (URISyntaxException e) {
            throw refused(template, "it is not a URL");
        }
    }

    private static IllegalArgumentException refused(String template, String why) {
        String shown = template.replaceFirst("[?#].*", "?…").replaceFirst("//[^/?#]*@", "//…@");
        return new IllegalArgumentException("fetch.url is '" + shown + "', but " + why
                + "; set it to a URL such as https://leads.example/api/leads/{lead_id}");
    }

    /**
     * The address of one lead.
     *
     * @throws IllegalArgumentException if a value in the path is {@code .} or {@code ..}: that is another path, and there
     *     is no encoding for it
     */
    String of(String leadId, String eventId) {
        StringBuilder url = new StringBuilder();
        int from = 0;
        for (int brace = template.indexOf('{'); brace >= 0; brace = template.indexOf('{', from)) {
            boolean isLead = template.startsWith(LEAD, brace);
            String value = isLead ? leadId : eventId;
            if (isDots(value) && template.lastIndexOf('?', brace) < 0) {
                throw new IllegalArgumentException("the " + (isLead ? "lead" : "event") + " id is '" + value
                        + "', which would be another path of fetch.url; put it into the query");
            }
            url.append(template, from, brace).append(encoded(value));
            from = brace + (isLead ? LEAD : EVENT).length();
        }
        return url.append(template.substring(from)).toString();
    }

    private static boolean isDots(String value) {
        return value.equals(".") || value.equals("..");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
