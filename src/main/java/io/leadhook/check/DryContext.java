package io.leadhook.check;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Component;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Makes Camel contexts that have the hub's components and settings, but no ports, no database and no running route. */
final class DryContext {
    private static final String COMPONENT_KEYS = "camel.component.";

    private final ConfigurableEnvironment environment;
    private final BeanRepository beans;
    private final OwnComponents ownComponents;

    DryContext(ConfigurableEnvironment environment, BeanRepository beans, OwnComponents ownComponents) {
        this.environment = environment;
        this.beans = beans;
        this.ownComponents = ownComponents;
    }

    DefaultCamelContext open() {
        DefaultRegistry registry = new DefaultRegistry(beans);
        DefaultCamelContext context = new DefaultCamelContext(registry);
        context.setAutoStartup(false);
        context.disableJMX();
        context.getPropertiesComponent().addPropertiesSource(new FromEnvironment(environment));
        registry.bind("checkDataSource", DataSource.class, new NoDataSource());
        registry.bind("checkPlatformHttpEngine", PlatformHttpEngine.class, new NoPort());
        ownComponents.addTo(context);
        context.build();
        componentSettings().forEach((scheme, settings) -> apply(context, scheme, settings));
        context.start();
        return context;
    }

    private static void apply(DefaultCamelContext context, String scheme, Map<String, Object> settings) {
        Component component = context.getComponent(scheme, true, false);
        if (component != null) {
            PropertyBindingSupport.build()
                    .withCamelContext(context)
                    .withTarget(component)
                    .withConfigurer(component.getComponentPropertyConfigurer())
                    .withProperties(resolved(context, settings))
                    .withIgnoreCase(true)
                    .bind();
        }
    }

    // PropertyBindingSupport takes out what it has bound.
    private static Map<String, Object> resolved(DefaultCamelContext context, Map<String, Object> settings) {
        Map<String, Object> resolved = new HashMap<>();
        settings.forEach((name, value) -> resolved.put(name, context.resolvePropertyPlaceholders(value.toString())));
        return resolved;
    }

    private Map<String, Map<String, Object>> componentSettings() {
        Map<String, Map<String, Object>> settings = new HashMap<>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    String[] parts = name.startsWith(COMPONENT_KEYS)
                            ? name.substring(COMPONENT_KEYS.length()).split("\\.", 2)
                            : new String[0];
                    String value = parts.length == 2 ? environment.getProperty(name) : null;
                    if (value != null && !value.isBlank()) {
                        settings.computeIfAbsent(parts[0], scheme -> new HashMap<>())
                                .put(StringHelper.dashToCamelCase(parts[1]), value);
                    }
                }
            }
        }
        return settings;
    }

    private record FromEnvironment(Environment environment) implements PropertiesSource {
        @Override
        public String getName() {
            return "environment";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return environment.getProperty(name);
        }
    }

    private static final class NoDataSource extends AbstractDataSource {
        @Override
        public java.sql.Connection getConnection() {
            throw new IllegalStateException("a check opens no database");
        }

        @Override
        public java.sql.Connection getConnection(String username, String password) {
            return getConnection();
        }
    }
}
