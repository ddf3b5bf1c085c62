package io.leadhook.console;

import io.leadhook.event.EventType;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What programs can read about the interfaces: OpenAPI of the two ports, JSON Schemas of the events. */
@RestController
class DescriptionsController {
    private static final Set<String> APIS = Set.of("admin.yaml", "webhooks.yaml");
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");
    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

    @GetMapping("/openapi/{name}")
    ResponseEntity<Resource> openapi(@PathVariable String name) {
        if (!APIS.contains(name)) {
            throw RowId.unknown(name, "description");
        }
        return ResponseEntity.ok().contentType(YAML).body(new ClassPathResource("openapi/" + name));
    }

    @GetMapping("/schemas")
    Page<String> schemas() {
        return Page.all(SyntheticEvent.TYPES.stream()
                .map(type -> "/schemas/" + file(type))
                .toList());
    }

    @GetMapping("/schemas/{name}")
    ResponseEntity<Resource> schema(@PathVariable String name) {
        if (SyntheticEvent.TYPES.stream().noneMatch(type -> file(type).equals(name))) {
            throw RowId.unknown(name, "schema");
        }
        return ResponseEntity.ok().contentType(SCHEMA).body(new ClassPathResource("schemas/" + name));
    }

    private static String file(EventType type) {
        return type.value() + ".json";
    }
}
