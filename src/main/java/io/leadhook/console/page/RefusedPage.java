package io.leadhook.console.page;

import io.leadhook.console.Refusals;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Says to a person what Spring Security has refused. */
@Controller
class RefusedPage {
    @RequestMapping({Refusals.FORBIDDEN_PAGE, Refusals.FORGED_PAGE})
    @ResponseStatus(HttpStatus.FORBIDDEN)
    String refused(HttpServletRequest request, Model model) {
        model.addAttribute("status", HttpStatus.FORBIDDEN.value());
        model.addAttribute("title", "Not allowed");
        boolean forged = request.getServletPath().equals(Refusals.FORGED_PAGE)
                && request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) != null;
        model.addAttribute(
                "detail",
                forged
                        ? "This form was opened before you logged in, or on another site. Open the page again and repeat it."
                        : "Your role does not allow this. An administrator can give you another one in leadhook.users.");
        return "error-page";
    }
}
