// What the README takes for granted: an agent and a question.
import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { createAgent, fakeModel } from 'langchain'

const agent = createAgent({ model: fakeModel().respond(new AIMessage('It is sunny.')), tools: [] })
const messages = [new HumanMessage('What is the weather?')]
