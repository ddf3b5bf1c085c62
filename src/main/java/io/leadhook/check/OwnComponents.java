package io.leadhook.check;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.DefaultEndpoint;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Stand-ins for the hub's own Camel components ({@code inbox:}, {@code thin:}, {@code delivery:}), which need a database
 * to be real. They know the options of the real endpoints, by their setters, and take the same values.
 */
final class OwnComponents {
    private final Map<String, Map<String, Class<?>>> optionsByScheme = new HashMap<>();

    /** @param packageName where the endpoint classes are looked for */
    OwnComponents(String packageName) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Endpoint.class));
        scanner.findCandidateComponents(packageName).forEach(found -> {
            String name = found.getBeanClassName();
            if (name != null) {
                Class<?> endpoint = ClassUtils.resolveClassName(name, null);
                if (!StandInComponent.class.equals(endpoint.getEnclosingClass())) {
                    optionsByScheme.put(scheme(endpoint), options(endpoint));
                }
            }
        });
        optionsByScheme.remove(DeliveryStandIn.SCHEME);
    }

    void addTo(CamelContext context) {
        optionsByScheme.forEach((scheme, options) -> context.addComponent(scheme, new StandInComponent(options)));
        context.addComponent(DeliveryStandIn.SCHEME, new DeliveryStandIn());
    }

    private static String scheme(Class<?> endpoint) {
        UriEndpoint described = endpoint.getAnnotation(UriEndpoint.class);
        return described != null
                ? described.scheme()
                : endpoint.getSimpleName().replaceFirst("Endpoint$", "").toLowerCase(Locale.ROOT);
    }

    static Map<String, Class<?>> options(Class<?> endpoint) {
        Map<String, Class<?>> options = new HashMap<>();
        addSetters(options, endpoint);
        ReflectionUtils.doWithFields(
                endpoint,
                field -> addSetters(options, field.getType()),
                field -> field.isAnnotationPresent(UriParams.class));
        return options;
    }

    private static void addSetters(Map<String, Class<?>> options, Class<?> type) {
        Stream.of(ReflectionUtils.getAllDeclaredMethods(type))
                .filter(OwnComponents::isSetter)
                .filter(method -> method.getDeclaringClass() != DefaultEndpoint.class)
                .forEach(method -> {
                    String name = method.getName().substring(3);
                    options.put(
                            name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                            method.getParameterTypes()[0]);
                });
    }

    private static boolean isSetter(Method method) {
        return method.getName().matches("set[A-Z].*") && method.getParameterCount() == 1;
    }
}
