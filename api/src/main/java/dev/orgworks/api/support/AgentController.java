package dev.orgworks.api.support;

import dev.orgworks.domain.support.Agent;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The configurations of AI agents. */
@RestController
@RequestMapping("/organizations/{organizationId}/agents")
class AgentController extends CrudController<Agent> {

    AgentController(ShowRows show, StoreBodies store) {
        super(Agent.class, show, store);
    }
}
