package io.leadhook.receive;

import java.util.List;
import java.util.Map;

/**
 * The parts of a request that a signature can be made over, and the headers that carry it.
 *
 * @param url as the sender called it
 * @param headers lower-case name → every value, in the order in which they came
 * @param body the bytes as received
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are never changed
record SignedRequest(String method, String url, Map<String, List<String>> headers, byte[] body) {
    List<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }

    @Override
    public String toString() {
        return "SignedRequest[" + method + " " + url + ", " + body.length + " bytes]";
    }
}
