package io.leadhook.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A destination is one route's alone: with two of them the hub refuses to start, since each would send every event. */
final class DestinationRule implements Rule {
    private static final String DELIVERY = "delivery:";

    @Override
    public Stream<Fault> faults(List<YamlNode> files) {
        Map<String, YamlNode> byAddress = new HashMap<>();
        return files.stream()
                .flatMap(file -> file.items().stream())
                .flatMap(item -> item.field("route").stream())
                .flatMap(route -> route.field("from").stream())
                .flatMap(from -> from.text() != null ? Stream.of(from) : from.field("uri").stream())
                .flatMap(uri -> {
                    String address = address(String.valueOf(uri.text()));
                    YamlNode first = address.startsWith(DELIVERY) ? byAddress.putIfAbsent(address, uri) : null;
                    return first == null
                            ? Stream.empty()
                            : Stream.of(uri.error(address + " is taken by the route at " + first.file() + ":"
                                    + first.line() + ", and each would send every event: give one of them a name of its"
                                    + " own, as in " + address + "-2"));
                });
    }

    private static String address(String uri) {
        int options = uri.indexOf('?');
        return (options < 0 ? uri : uri.substring(0, options)).replaceFirst("^delivery:/+", DELIVERY);
    }
}
