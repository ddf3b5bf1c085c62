package io.leadhook.receive;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.sources.NAME}: one lead system. Immutable; its text form never shows a secret.
 *
 * @param enabled false: its URL answers 404
 * @param scheme how it signs: a preset by name, or {@code custom}
 * @param secrets one or several, all of them valid, so that they can be rotated
 * @param tolerance how far a signed timestamp may be off, both ways
 * @param ratePerSecond requests per second above which it is answered 429; null: no limit
 * @param format {@code json}: one event; {@code json-array}: or an array of them; {@code cloudevents}
 * @param allowedOrigins who may deliver CloudEvents here, as asked by OPTIONS; none: that is answered 405
 * @param event where its body keeps what an event consists of
 * @param typeMap its event types → the canonical ones; the same as {@code event.type-map}
 * @param signature the parts of the scheme {@code custom}
 * @param fetch how the leads of its thin events are fetched; null: they are delivered as they are
 */
public record SourceProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("") String scheme,
        @DefaultValue List<String> secrets,
        @DefaultValue("5m") Duration tolerance,
        @Nullable Double ratePerSecond,
        @DefaultValue("json") String format,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue Event event,
        @DefaultValue Map<String, String> typeMap,
        @DefaultValue Signature signature,
        @Nullable Fetch fetch) {

    /**
     * JSON pointers (RFC 6901) into the body; what is null is read where the canonical event has it.
     *
     * @param types patterns of the canonical types that are wanted, such as {@code lead.*}; none: all of them
     */
    public record Event(
            @Nullable String id,
            @Nullable String type,
            @Nullable String timestamp,
            @Nullable String apiVersion,
            @Nullable String leadId,
            @Nullable String relatedLeadId,
            @Nullable String sequence,
            @Nullable String payload,
            @Nullable String changes,
            @DefaultValue Map<String, String> typeMap,
            @DefaultValue List<String> types) {}

    /**
     * The scheme {@code custom}.
     *
     * @param algorithm hmac-sha256, hmac-sha1, hmac-sha512, ed25519, bearer or basic
     * @param header the header with the signature
     * @param prefix what stands before the signature, such as {@code sha256=}
     * @param encoding of the signature: hex or base64
     * @param secretEncoding of the secrets: utf8, base64, hex or whsec (base64 after {@code whsec_})
     * @param signedContent what is signed: text with {body} {timestamp} {id} {method} {url} in it
     * @param timestampHeader the header with the signed timestamp
     * @param timestampParameter or the key of it in a {@code t=…,v1=…} list
     * @param timestampUnit s or ms
     * @param idHeader the header with the signed message id
     * @param list none, space ({@code v1,… v1,…}) or comma ({@code t=…,v1=…}); then the prefix marks a signature
     */
    public record Signature(
            @DefaultValue("hmac-sha256") String algorithm,
            @DefaultValue("") String header,
            @DefaultValue("") String prefix,
            @DefaultValue("hex") String encoding,
            @DefaultValue("utf8") String secretEncoding,
            @DefaultValue("{body}") String signedContent,
            @Nullable String timestampHeader,
            @Nullable String timestampParameter,
            @DefaultValue("s") String timestampUnit,
            @Nullable String idHeader,
            @DefaultValue("none") String list) {}

    /**
     * The follow-up call for thin events.
     *
     * @param url with {@code {lead_id}} and {@code {event_id}} in it; blank: no fetch
     * @param token sent as Bearer
     * @param timeout of one call
     * @param cache how long a fetched lead serves the events that were received before its fetch began
     * @param ratePerSecond calls that may start per second
     * @param giveUpAfter then the event goes on as it came
     */
    public record Fetch(
            @DefaultValue("") String url,
            @DefaultValue("") String token,
            @DefaultValue("5s") Duration timeout,
            @DefaultValue("1m") Duration cache,
            @DefaultValue("10") double ratePerSecond,
            @DefaultValue("60s") Duration giveUpAfter) {
        @Override
        public String toString() {
            return "Fetch[timeout=" + timeout + "]";
        }
    }

    @Override
    public String toString() {
        return "SourceProperties[enabled=" + enabled + ", scheme=" + scheme + ", secrets=" + secrets.size() + "]";
    }
}
