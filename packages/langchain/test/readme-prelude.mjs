// What the README takes for granted: an agent and a question.
/* oxlint-disable eslint/no-unused-vars -- the README uses them */
import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { createAgent, fakeModel } from 'langchain'

const agent = createAgent({ model: fakeModel().respond(new AIMessage('It is sunny.')), tools: [] })
const messages = [new HumanMessage('What is the weather?')]
