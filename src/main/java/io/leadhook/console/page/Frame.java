package io.leadhook.console.page;

import io.leadhook.console.Sight;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows around its content: who is logged in, what they may do, which page it is. */
@ControllerAdvice(basePackageClasses = Frame.class)
class Frame {
    @ModelAttribute("user")
    User user(@Nullable Authentication user) {
        return User.of(user);
    }

    @ModelAttribute("section")
    String section(HttpServletRequest request) {
        String path = request.getRequestURI().substring(1);
        int end = path.indexOf('/');
        String first = end < 0 ? path : path.substring(0, end);
        return switch (first) {
            case "leads" -> "events";
            case "replays" -> "dead-letters";
            default -> first;
        };
    }

    /** Whoever looks at the page; without a name on the pages that are for everybody. */
    record User(@Nullable String name, String role, boolean operator, boolean admin) {
        static User of(@Nullable Authentication user) {
            if (user == null) {
                return new User(null, "", false, false);
            }
            boolean admin = has(user, "ROLE_ADMIN");
            boolean operator = Sight.of(user) == Sight.FULL;
            return new User(user.getName(), admin ? "admin" : operator ? "operator" : "viewer", operator, admin);
        }

        private static boolean has(Authentication user, String right) {
            return user.getAuthorities().stream().anyMatch(each -> right.equals(each.getAuthority()));
        }
    }
}
